import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { Engine } from "../../supabase/local/engine/process.ts";

/**
 * Tests run in processes of their own, while the engine belongs to the one that started it. Over this door they can
 * end it, start it again and ask for further API keys.
 * @param port any free one by default
 */
export async function serveEngineControl(engine: Engine, port = 0): Promise<Server> {
  let keys = 0;
  const act = async (request: IncomingMessage): Promise<string> => {
    switch (request.url) {
      case "/kill":
        await engine.kill();
        return "";
      case "/stop":
        await engine.stop();
        return "";
      case "/start":
        await engine.start();
        return "";
      case "/key":
        return engine.createApiKey(`test ${++keys}`, JSON.parse(await text(request)) as string[]);
      default:
        throw new Error(`The engine control does not know ${request.url}.`);
    }
  };
  const server = createServer((request, response) => {
    act(request).then(
      (answer) => response.end(answer),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}
