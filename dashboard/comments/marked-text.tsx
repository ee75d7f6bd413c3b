import { useMemo } from 'react';
import '../shared/marked/marked.css';
import { type Place, type Segment, segmentsOf } from '../shared/marked/segments.ts';

interface MarkedTextProps {
  readonly text: string;
  readonly places: readonly Place[];
  /** The theme or signal whose words stand out now. */
  readonly lit?: string | undefined;
}

const classOf = ({ label, ids }: Segment, lit: string | undefined): string =>
  [
    ...(label === undefined ? [] : [`felt-${label}`]),
    ...(lit !== undefined && ids.includes(lit) ? ['lit'] : []),
  ].join(' ');

/** A comment with its words marked by sentiment. Words of customers are always plain text. */
export const MarkedText = ({ text, places, lit }: MarkedTextProps) => {
  const segments = useMemo(() => segmentsOf(text, places), [text, places]);
  return segments.map((segment) => {
    const className = classOf(segment, lit);
    return className === '' ? (
      segment.text
    ) : (
      <mark key={segment.start} className={className}>
        {segment.text}
      </mark>
    );
  });
};
