import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, type ConfigChange } from '../api.ts';
import { notify } from '../toasts/toasts.ts';
import {
  type ConfigFileOf,
  type ConfigValue,
  configQuery,
  type EditedName,
  type Sent,
  sendConfig,
} from './config-query.ts';

const keyOf = (name: string): string => `verbatim:draft:${name}`;

/** Only this file writes drafts, under the name of the value's type; the server checks the value before it is stored. */
const isDraft = <Name extends EditedName>(draft: unknown): draft is Sent<Name> =>
  typeof draft === 'object' && draft !== null && 'value' in draft;

/** What was being edited in this tab, also before signing in again. */
const storedDraft = <Name extends EditedName>(name: Name): Sent<Name> | undefined => {
  const draft: unknown = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null');
  return isDraft<Name>(draft) ? draft : undefined;
};

const keepDraft = (name: string, draft: object | undefined): void => {
  if (draft === undefined) sessionStorage.removeItem(keyOf(name));
  else sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
};

/** Both come as JSON, with their keys in the order of the schema or of the edit of one of them. */
const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

export interface ConfigDraft<Name extends EditedName> {
  readonly file: ConfigFileOf<Name>;
  readonly value: ConfigValue<Name>;
  readonly isChanged: boolean;
  /** Counts the times that the form began anew: fields that keep what is typed must forget it then. */
  readonly beginning: number;
  /** Someone else has stored another version since the editing began. */
  readonly isOutdated: boolean;
  /** What storing would change, once that was asked for. */
  readonly review: ConfigChange | undefined;
  readonly error: Error | null;
  readonly isBusy: boolean;
  change(value: ConfigValue<Name>): void;
  discard(): void;
  /** Continues with this draft, which replaces what someone else has stored. */
  keepMine(): void;
  check(): void;
  save(): void;
}

/** A configuration file that is being edited: kept in this tab until it is stored, and stored only if it was not changed in the meantime. */
export const useConfigDraft = <Name extends EditedName>(name: Name, savedText: string) => {
  const client = useQueryClient();
  const query = useQuery(configQuery(name));
  const [draft, setDraft] = useState(() => storedDraft(name));
  const [beginning, setBeginning] = useState(0);
  const hold = (next: Sent<Name> | undefined): void => {
    keepDraft(name, next);
    setDraft(next);
    if (next === undefined) setBeginning((before) => before + 1);
    checking.reset();
    saving.reset();
  };
  const onError = (error: Error): void => {
    if (error instanceof ApiError && error.code === 'changed-meanwhile')
      void client.invalidateQueries({ queryKey: ['config', name] });
  };
  const checking = useMutation({ mutationFn: (sent: Sent<Name>) => sendConfig(name, sent, true), onError });
  const saving = useMutation({
    mutationFn: (sent: Sent<Name>) => sendConfig(name, sent, false),
    onError,
    onSuccess: ({ stored }) => {
      client.setQueryData(['config', name], stored);
      hold(undefined);
      void client.invalidateQueries();
      void notify(savedText);
    },
  });
  const draftOf = (file: ConfigFileOf<Name>): ConfigDraft<Name> | undefined => {
    const { tag, value: base } = file;
    if (base === undefined) return undefined;
    const value: ConfigValue<Name> = draft?.value ?? base;
    const sent = { tag, value };
    return {
      file,
      value,
      isChanged: !isSame(value, base),
      beginning,
      isOutdated: draft !== undefined && draft.tag !== tag,
      review: checking.data,
      error: saving.error ?? checking.error,
      isBusy: saving.isPending || checking.isPending,
      change: (next) => hold({ tag: draft === undefined ? tag : draft.tag, value: next }),
      discard: () => hold(undefined),
      keepMine: () => {
        hold(sent);
        checking.mutate(sent);
      },
      check: () => checking.mutate(sent),
      save: () => saving.mutate(sent),
    };
  };
  return { query, draftOf };
};
