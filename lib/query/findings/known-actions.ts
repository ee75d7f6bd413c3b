import type { Action } from '../../reports/action-schema.ts';
import type { ReportStore } from '../../store/report-store.ts';

/** Where actions are kept: in `config/actions.yaml`, and those that people entered. */
export interface ActionSources {
  readonly configuration: { plannedActions(): Promise<readonly Action[]> };
  readonly effects: { readonly reports: Pick<ReportStore, 'actions'> };
}

/** Planned and entered actions, the latest first; of two with the same id, the planned one. */
export const knownActions = async ({ effects, configuration }: ActionSources): Promise<Action[]> => {
  const planned = await configuration.plannedActions();
  const known = new Set(planned.map(({ id }) => id));
  const entered = (await effects.reports.actions()).filter(({ id }) => !known.has(id));
  return [...planned, ...entered].toSorted(
    (left, right) => Number(left.date < right.date) - Number(left.date > right.date),
  );
};
