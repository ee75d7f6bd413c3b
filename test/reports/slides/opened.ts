import { strFromU8, unzipSync } from 'fflate';
import sax from 'sax';

/** What stands in the elements of a name in a part of a presentation, in order. Throws where the part is not XML. */
const textsIn = (xml: string, element: string): string[] => {
  const parser = sax.parser(true);
  const texts: string[] = [];
  let inside = false;
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = ({ name }) => {
    if (name !== element) return;
    inside = true;
    texts.push('');
  };
  parser.onclosetag = (name) => {
    if (name === element) inside = false;
  };
  parser.ontext = (text) => {
    if (inside) texts.push(`${texts.pop() ?? ''}${text}`);
  };
  parser.write(xml).close();
  return texts;
};

const parts = ['slides/slide', 'charts/chart', 'notesSlides/notesSlide'] as const;

/** A presentation, opened: the words of each slide and its notes, and what each chart holds. Every part of it is read as XML. */
export const opened = (presentation: Uint8Array) => {
  const files = Object.entries(unzipSync(presentation));
  const xml = files
    .filter(([name]) => /\.(xml|rels)$/.test(name))
    .map(([name, bytes]) => ({ name, text: strFromU8(bytes) }));
  for (const { text } of xml) textsIn(text, '');
  const [slides = [], charts = [], notes = []] = parts.map((part) =>
    xml
      .filter(({ name }) => new RegExp(`^ppt/${part}\\d+\\.xml$`).test(name))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true })),
  );
  return {
    slides: slides.map(({ text }) => textsIn(text, 'a:t')),
    charts: charts.map(({ text }) => textsIn(text, 'c:v')),
    notes: notes.map(({ text }) => textsIn(text, 'a:t')),
    /** The workbooks that charts are edited in. */
    workbooks: files.filter(([name]) => name.endsWith('.xlsx')).map(([, bytes]) => bytes),
  };
};
