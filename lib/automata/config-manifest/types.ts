export type ConfigValue = string | number | boolean | string[] | Record<string, string> | null;
export type ConfigValues = Record<string, ConfigValue>;
