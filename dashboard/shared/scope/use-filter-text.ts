import { useQuery } from '@tanstack/react-query';
import { issuesQuery } from '../api.ts';
import { useThemeNames } from '../texts/use-theme-names.ts';
import type { filterNames, Scope } from './scope.ts';
import { useScope } from './use-scope.ts';

/** The name of the issue that the address names; its id until it is known. */
const useIssueName = ({ tp, issue }: Scope): string | undefined => {
  const isKnown = tp !== undefined && issue !== undefined;
  const { data } = useQuery({ ...issuesQuery(tp ?? ''), enabled: isKnown });
  return data?.issues.find(({ id }) => id === issue)?.name ?? issue;
};

type Filter = (typeof filterNames)[number] | 'stage' | 'where';

/** What each filter of the address is set to: themes and issues by their names. Undefined where it is not set. */
export const useFilterText = (language: string): ((name: Filter) => string | undefined) => {
  const scope = useScope();
  const issueName = useIssueName(scope);
  const themeName = useThemeNames(language, scope.theme !== undefined);
  return (name) => {
    if (name === 'issue') return issueName;
    return name === 'theme' && scope.theme !== undefined ? themeName(scope.theme) : scope[name];
  };
};
