// Next writes next-env.d.ts itself, ignored by git; these two references keep `npx tsc --noEmit` clean before its first run.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
