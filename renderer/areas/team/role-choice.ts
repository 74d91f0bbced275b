const MOST = 3;

/** Whether a role cannot be chosen beside those chosen (guide 2.2); the core decides, this leaves out what it would refuse. */
export function clashes(chosen: readonly string[], role: string): boolean {
  if (chosen.length >= MOST) return true;
  if (chosen.includes('administrator') || (role === 'administrator' && chosen.length > 0)) return true;
  return (
    (role === 'director' && chosen.includes('manager')) || (role === 'manager' && chosen.includes('director'))
  );
}
