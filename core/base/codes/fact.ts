/** What an error code means and what to do about it. `exit` is the command line's exit status. */
export interface ErrorFact {
  readonly meaning: string;
  readonly advice: string;
  readonly exit: number;
}
