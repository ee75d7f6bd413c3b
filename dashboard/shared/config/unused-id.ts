export const idsOf = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);

/** A name that no entry of a list has. @example unusedId(['drop'], 'drop') // 'drop-2' */
export const unusedId = (taken: readonly string[], kind: string): string => {
  const free = (number: number): string => {
    const id = number === 1 ? kind : `${kind}-${number}`;
    return taken.includes(id) ? free(number + 1) : id;
  };
  return free(1);
};
