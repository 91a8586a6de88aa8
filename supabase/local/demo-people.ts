/** Everyone in supabase/demo.sql has this password. */
export const demoPassword = "pulsebox-demo";

/** The people of supabase/demo.sql, in the words of the start-up message. */
export const demoPeople = {
  "admin@kfc.test": "tenant admin of KFC Singapore",
  "ops@kfc.test": "operations at KFC Singapore, sees the logs of one app",
  "member@kfc.test": "staff at KFC Singapore, without access to Automata",
  "former@kfc.test": "former tenant admin of KFC Singapore, inactive",
  "admin@harbour.test": "tenant admin of Harbour Logistics",
  "both@pulsebox.test": "tenant admin of Harbour Logistics, staff at KFC Singapore",
  "admin@lumen.test": "tenant admin of Lumen Health, nothing installed yet",
  "platform@pulsebox.test": "platform team, may act in every tenant",
};
