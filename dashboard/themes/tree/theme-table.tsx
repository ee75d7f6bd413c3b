import { useMemo } from 'react';
import type { Theme, ThemesAnswer } from '../../shared/api.ts';
import { useScope } from '../../shared/scope/use-scope.ts';
import { changeText, nameOf, type Wording } from '../wording.ts';
import { flatOf, orderOf, treeOf } from './tree.ts';

interface TableProps {
  readonly answer: ThemesAnswer;
  readonly wording: Wording;
}

/** Every figure of the list. */
export const ThemeTable = ({ answer, wording }: TableProps) => {
  const { t, before } = wording;
  const order = orderOf(useScope());
  const themes = useMemo(() => flatOf(treeOf(answer.themes, order)), [answer.themes, order]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reached by keyboard
    <section className="table-scroll table-behind" tabIndex={0} aria-label={t('themes')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('theme')}</th>
            {(['comments', 'share', 'interval', 'net', 'interval', 'n'] as const).map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns have one name
              <th key={index} scope="col" className="number">
                {t(column)}
              </th>
            ))}
            <th scope="col">{t('share')}</th>
            <th scope="col">{t('net')}</th>
          </tr>
        </thead>
        <tbody>
          {themes.map((theme) => (
            <tr key={theme.id}>
              <th scope="row">{nameOf(theme, t)}</th>
              <Cells theme={theme} wording={wording} />
            </tr>
          ))}
        </tbody>
        <caption className="quiet">{t('change', { before })}</caption>
      </table>
    </section>
  );
};

const Cells = ({ theme, wording }: { readonly theme: Theme; readonly wording: Wording }) => {
  const { t, format } = wording;
  const { facts, suppressed } = theme;
  if (facts === undefined) return <td colSpan={8}>{t(suppressed ? 'notShown' : 'nobody')}</td>;
  const cells = [
    format.count(facts.mentions),
    format.level(facts.share.value, 'share'),
    format.interval(facts.share, 'share'),
    format.level(facts.net.value, 'points'),
    format.interval(facts.net, 'points'),
    format.count(facts.net.n),
  ];
  return (
    <>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns are fixed
        <td key={index} className="number">
          {cell}
        </td>
      ))}
      <td>{changeText(theme.share, 'share', wording)}</td>
      <td>{changeText(theme.net, 'net', wording)}</td>
    </>
  );
};
