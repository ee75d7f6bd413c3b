const keptForMs = 60_000;

/**
 * Reads at most once a minute: what was replaced meanwhile counts for so long. A failed read is not kept.
 *
 * @example const settings = keptForAMinute(() => readWebhookSettings(objects), now)
 */
export const keptForAMinute = <Value>(
  read: () => Promise<Value>,
  now: () => Date,
): (() => Promise<Value>) => {
  let kept: { readonly value: Value; readonly until: number } | undefined;
  return async () => {
    if (kept === undefined || now().getTime() >= kept.until)
      kept = { value: await read(), until: now().getTime() + keptForMs };
    return kept.value;
  };
};
