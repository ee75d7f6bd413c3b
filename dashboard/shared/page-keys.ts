const isTyping = (target: Element): boolean =>
  target.closest('input,textarea,select,[contenteditable=true]') !== null;

const isOver = (target: Element): boolean =>
  target.closest('[role=dialog],[role=listbox],[role=menu]') !== null;

/** Whether a key press is meant for the page, and not for a field, a list or the browser. */
export const isForPage = ({ defaultPrevented, metaKey, ctrlKey, altKey, target }: KeyboardEvent): boolean =>
  !(defaultPrevented || metaKey || ctrlKey || altKey) &&
  !(target instanceof Element && (isTyping(target) || isOver(target)));
