import { useWords } from '../words/use-words.ts';

const PRESET = ['administrator', 'director', 'manager'] as const;

/** The words for roles: preset ones have words of their own, others the name they were given. */
export function useRoleName(): (role: { readonly id: string; readonly name: string | null }) => string {
  const { t } = useWords();
  return ({ id, name }) => {
    const preset = PRESET.find((one) => one === id);
    return preset === undefined ? (name ?? t('team.role.unknown')) : t(`team.role.${preset}`);
  };
}

/** Several roles in one text. */
export function useRoleNames(): (
  roles: readonly { readonly id: string; readonly name: string | null }[],
) => string {
  const { language } = useWords();
  const nameOf = useRoleName();
  return (roles) => roles.map(nameOf).join(language === 'zh-CN' ? '、' : ', ');
}
