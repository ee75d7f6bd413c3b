import { useNavigate } from '@tanstack/react-router';
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Picture, Point } from '../../../lib/charts/picture.ts';
import { isStep, nearestPoint, type Place, stepFrom } from './chart-steps.ts';
import { SaveChart } from './save-chart.tsx';
import './chart.css';
import { useScope, useSetScope } from '../scope/use-scope.ts';
import { defineTexts, useTexts } from '../texts/texts.ts';

/** The figures of a picture as a table: the first column names the row. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartProps {
  /** What the picture shows, for those who don't see it. */
  readonly label: string;
  /** Draws at a width in pixels. Keep it the same between renders (`useMemo`), or it is drawn again. */
  readonly draw: (width: number) => Picture;
  readonly table: ChartTable;
  /** Of a picture that can be saved: what stands under its title in a file, as its place, its period and its n. */
  readonly about?: readonly string[];
}

const texts = defineTexts({
  en: {
    keys: 'Arrow keys read the figures, Enter opens the comments of one, t shows the table.',
    table: 'As a table',
    picture: 'As a picture',
    chart: 'chart',
  },
  de: {
    keys: 'Pfeiltasten lesen die Werte, Enter öffnet die Kommentare dazu, t zeigt die Tabelle.',
    table: 'Als Tabelle',
    picture: 'Als Bild',
    chart: 'Diagramm',
  },
});

/** The sentence of a point, next to it, and a ring around it. Both stay inside the picture's width. */
const Sentence = ({
  point: { x, y, sentence },
  width,
}: {
  readonly point: Point;
  readonly width: number;
}) => (
  <>
    <span className="point-ring" style={{ left: x, top: y }} />
    <span
      className="point-sentence"
      style={x > width / 2 ? { right: width - x, top: y } : { left: x, top: y }}
      aria-hidden="true"
    >
      {sentence}
    </span>
  </>
);

const useWidth = () => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.floor(element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
};

/**
 * A picture that can be read: one stop of the tab key, arrows move over its points, a live region says the sentence of each,
 * Enter follows its link, `t` (or `as=table` in the address) shows the table behind it.
 */
export const Chart = ({ about, ...shown }: ChartProps) => (
  <>
    <PictureOrTable {...shown} />
    {about === undefined ? null : (
      <SaveChart title={shown.label} lines={about} draw={shown.draw} table={shown.table} />
    )}
  </>
);

const PictureOrTable = ({ label, draw, table }: Omit<ChartProps, 'about'>) => {
  const t = useTexts(texts);
  const scope = useScope();
  const setScope = useSetScope();
  const [chosen, setChosen] = useState(false);
  const asTable = chosen || scope.as === 'table';
  const [returning, setReturning] = useState(false);
  const leave = (): void => {
    setReturning(true);
    setChosen(false);
    if (scope.as === 'table') setScope({ as: undefined });
  };
  if (asTable)
    return <TableBehind label={label} table={table} back={t('picture')} onBack={leave} takesFocus={chosen} />;
  return (
    <Drawn
      label={label}
      draw={draw}
      keys={t('keys')}
      role={t('chart')}
      onTable={() => setChosen(true)}
      takesFocus={returning}
    />
  );
};

interface DrawnProps extends Pick<ChartProps, 'label' | 'draw'> {
  readonly keys: string;
  readonly role: string;
  readonly onTable: () => void;
  /** It comes back from its table, and the focus with it. */
  readonly takesFocus: boolean;
}

const Drawn = ({ label, draw, keys, role, onTable, takesFocus }: DrawnProps) => {
  const { box, width } = useWidth();
  const navigate = useNavigate();
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus, box]);
  const picture = useMemo(() => (width === 0 ? undefined : draw(width)), [draw, width]);
  const [place, setPlace] = useState<Place>();
  const [isAnnounced, setAnnounced] = useState(false);
  const point: Point | undefined = place && picture?.series[place.series]?.[place.point];

  const follow = (): void => {
    if (point?.href !== undefined) void navigate({ href: point.href });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (picture === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    if (isStep(event.key)) {
      event.preventDefault();
      setAnnounced(true);
      setPlace(stepFrom(picture, place, event.key));
    } else if (event.key === 'Enter') follow();
    else if (event.key === 't') onTable();
    else if (event.key === 'Escape') setPlace(undefined);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (picture === undefined) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setAnnounced(false);
    setPlace(nearestPoint(picture, event.clientX - left, event.clientY - top));
  };

  return (
    <div
      ref={box}
      className="chart"
      role="application"
      aria-roledescription={role}
      aria-label={`${label}. ${keys}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is interactive: arrow keys move over its points
      tabIndex={0}
      style={{ cursor: point?.href === undefined ? 'default' : 'pointer' }}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setPlace(undefined)}
      onBlur={() => setPlace(undefined)}
      onClick={follow}
    >
      {picture?.svg}
      {point && picture ? <Sentence point={point} width={picture.width} /> : null}
      <div className="unseen" aria-live="polite">
        {isAnnounced ? point?.sentence : ''}
      </div>
    </div>
  );
};

interface TableBehindProps extends Pick<ChartProps, 'label' | 'table'> {
  readonly back: string;
  readonly onBack: () => void;
  /** It took the place of a picture that had the focus. Where the whole view became tables, the focus stays where it is. */
  readonly takesFocus: boolean;
}

const TableBehind = ({ label, table, back, onBack, takesFocus }: TableBehindProps) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: `t` toggles here as it does on the picture; the button does the same
  <div
    className="table-behind"
    onKeyDown={(event) => {
      if (event.key === 't' || event.key === 'Escape') onBack();
    }}
  >
    {/* biome-ignore lint/a11y/noAutofocus: focus goes from the picture to what took its place */}
    <button type="button" className="link" onClick={onBack} autoFocus={takesFocus}>
      {back}
    </button>
    <div className="table-scroll">
      <table>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={column} scope="col" className={index > 0 ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name = '', ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={table.columns[index + 1]} className="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </div>
);

/** A small picture beside text that says the same: it takes no focus. */
export const Sketch = ({ label, draw }: Pick<ChartProps, 'label' | 'draw'>) => {
  const { box, width } = useWidth();
  const picture = useMemo(() => (width === 0 ? undefined : draw(width)), [draw, width]);
  return (
    <div ref={box} className="sketch" role="img" aria-label={label} title={label}>
      {picture?.svg}
    </div>
  );
};
