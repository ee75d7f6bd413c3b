import { useEffect, useRef } from 'react';
import { useTexts } from '../shared/texts/texts.ts';
import { editTexts } from './edit-texts.ts';

interface MoveButtonsProps {
  readonly name: string;
  /** What is moved, so that the focus moves with it into another stage. */
  readonly focusKey: string;
  readonly onMove: (step: -1 | 1) => void;
}

/** The button that was pressed last: what it moved may be drawn anew in another place. */
let pressed: { readonly key: string; readonly step: -1 | 1 } | undefined;

/** Moves an entry one place, by pointer and by keyboard alike. */
export const MoveButtons = ({ name, focusKey, onMove }: MoveButtonsProps) => {
  const t = useTexts(editTexts);
  const buttons = { [-1]: useRef<HTMLButtonElement>(null), 1: useRef<HTMLButtonElement>(null) };
  useEffect(() => {
    if (pressed?.key !== focusKey) return;
    buttons[pressed.step].current?.focus();
    pressed = undefined;
  });
  const button = (step: -1 | 1, label: string, arrow: string) => (
    <button
      type="button"
      ref={buttons[step]}
      className="button button-plain move-button"
      onClick={() => {
        pressed = { key: focusKey, step };
        onMove(step);
      }}
    >
      <span className="unseen">{label}</span>
      <span aria-hidden="true">{arrow}</span>
    </button>
  );
  return (
    <div className="move-buttons">
      {button(-1, t('earlier', { name }), '↑')}
      {button(1, t('later', { name }), '↓')}
    </div>
  );
};
