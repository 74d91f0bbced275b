import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PRESETS, rolesRefusal } from '../../core/areas/team/rules/roles.ts';
import { clashes } from '../../renderer/areas/team/role-choice.ts';

test('the form leaves out exactly the roles that the core would refuse beside those chosen', () => {
  const custom = ['a', 'b', 'c'].map((id) => ({ id }));
  const roles = [...PRESETS, 'a', 'b', 'c'];
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 3 }),
      fc.constantFrom(...roles),
      (held, role) => {
        fc.pre(!held.includes(role) && (held.length === 0 || rolesRefusal(held, custom) === null));
        expect(clashes(held, role)).toBe(rolesRefusal([...held, role], custom) !== null);
      },
    ),
    { numRuns: 1_000 },
  );
});
