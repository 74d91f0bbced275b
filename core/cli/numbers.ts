import { CodedError } from '../base/errors.ts';
import { textOf, type Line } from './command.ts';

/** A whole number given as an option. @throws CodedError INPUT_INVALID {paths, least, most} */
export function numberOf(line: Line, name: string, least: number, most: number): number | undefined {
  const text = textOf(line, name);
  if (text === undefined) return undefined;
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value) || value < least || value > most)
    throw new CodedError('INPUT_INVALID', { paths: [`--${name}`], least, most });
  return value;
}
