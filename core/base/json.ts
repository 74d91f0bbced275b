/** A JSON value as it may cross any border of the program. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A JSON object. Bodies read from the Partner Center carry every JSON number as its text. */
export type JsonObject = { [key: string]: JsonValue };
