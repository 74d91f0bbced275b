export interface MarkProblem {
  readonly index: number;
  readonly kind: 'invalid' | 'rising';
}

/** What is wrong with typed alarm marks: whole percents from 1 to 100, each above the one before. */
export function checkMarks(texts: readonly string[]): readonly MarkProblem[] {
  return texts.flatMap((text, index): MarkProblem[] => {
    const valid = (t: string | undefined): t is string =>
      t !== undefined && /^(100|[1-9][0-9]?)$/.test(t.trim());
    if (!valid(text)) return [{ index, kind: 'invalid' }];
    const before = texts[index - 1];
    return valid(before) && Number(before) >= Number(text) ? [{ index, kind: 'rising' }] : [];
  });
}
