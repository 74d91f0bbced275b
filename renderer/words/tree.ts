/** The shape another language must have: every key of English, except singular forms, which not every language has. */
type Singular<K> = K extends `${string}_one` ? K : never;

export type SameTree<T> = {
  readonly [K in Exclude<keyof T, Singular<keyof T>>]: T[K] extends string ? string : SameTree<T[K]>;
} & {
  readonly [K in Singular<keyof T>]?: string;
};
