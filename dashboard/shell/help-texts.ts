import { defineTexts } from '../shared/texts/texts.ts';

/** The words that the page uses, and what they mean. */
export const texts = defineTexts({
  en: {
    words: 'What the words mean',
    keys: 'Keyboard',
    marks: 'Marks in charts',
    marksMeans:
      'Dot: a figure; line or band: its 95% interval; grey diamond: the earlier period; upright bar: the target; ring around a dot: unusual. Hollow: below the minimum sample. Orange: worse; blue: better; grey: no significant difference.',
    interval: '18%, 13 to 24%',
    intervalMeans:
      'The figure and its 95% confidence interval. On average, 19 of 20 such intervals contain the true figure of all customers.',
    n: 'n',
    nMeans:
      'How many responses, answers or comments a figure is based on. Figures below the minimum sample (30, unless Settings say otherwise) are drawn hollow and not ranked.',
    significant: 'Significant',
    significantMeans:
      'Unlikely to be chance: of the changes that are called significant together, on average at most 5% are false.',
    notCertain: 'Not certain',
    notCertainMeans:
      'The interval of the difference excludes zero, but with this many comparisons it may still be chance.',
    suppressed: 'Suppressed',
    suppressedMeans:
      'Fewer respondents than the minimum group size: 5 for figures, 10 for comments. Not shown, to protect their privacy. This is not zero.',
    nps: 'NPS',
    npsMeans: 'Share of promoters (9 or 10) minus share of detractors (0 to 6), from −100 to +100.',
    satisfied: 'Satisfied',
    satisfiedMeans: 'Share of respondents with a top answer on the satisfaction scale, such as 4 or 5 of 5.',
    easy: 'Found it easy',
    easyMeans: 'Share of respondents with an answer on the easy side of the effort scale.',
    sentiment: 'Net sentiment',
    sentimentMeans: 'Share of positive minus share of negative comments, in points from −100 to +100.',
    theme: 'Theme',
    themeMeans: 'What a comment is about, from the list on the Themes page. A comment can have several.',
    issue: 'Issue',
    issueMeans: 'A point that several customers make at one touchpoint, named in their own words.',
    mix: 'Customer mix',
    mixMeans:
      'The part of a change that comes from a different mix of customers, not from customers scoring differently.',
    contribution: 'Contribution to overall NPS',
    contributionMeans: 'Overall NPS minus what it would be without this touchpoint.',
    target: 'Too close to call',
    targetMeans: 'The target is inside the interval: neither met nor missed.',
  },
  de: {
    words: 'Was die Wörter bedeuten',
    keys: 'Tastatur',
    marks: 'Zeichen in Bildern',
    marksMeans:
      'Punkt: ein Wert; Linie oder Band: sein 95-%-Intervall; graue Raute: der frühere Zeitraum; senkrechter Balken: das Ziel; Ring um einen Punkt: auffällig. Hohl: unter der Mindeststichprobe. Orange: schlechter; blau: besser; grau: kein signifikanter Unterschied.',
    interval: '18 %, 13 bis 24 %',
    intervalMeans:
      'Der Wert und sein 95-%-Konfidenzintervall. Im Mittel enthalten 19 von 20 solchen Intervallen den wahren Wert aller Kunden.',
    n: 'n',
    nMeans:
      'Auf wie vielen Antwortbögen, Antworten oder Kommentaren ein Wert beruht. Werte unter der Mindeststichprobe (30, wenn die Einstellungen nichts anderes sagen) sind hohl gezeichnet und ohne Rang.',
    significant: 'Signifikant',
    significantMeans:
      'Kaum durch Zufall zu erklären: Von den Änderungen, die zusammen signifikant heißen, sind im Mittel höchstens 5 % falsch.',
    notCertain: 'Nicht sicher',
    notCertainMeans:
      'Das Intervall des Unterschieds schließt null aus, aber bei so vielen Vergleichen kann es noch Zufall sein.',
    suppressed: 'Ausgeblendet',
    suppressedMeans:
      'Weniger Befragte als die Mindestgröße einer Gruppe: 5 für Werte, 10 für Kommentare. Zum Schutz ihrer Daten nicht gezeigt. Das ist nicht null.',
    nps: 'NPS',
    npsMeans: 'Anteil der Promotoren (9 oder 10) minus Anteil der Detraktoren (0 bis 6), von −100 bis +100.',
    satisfied: 'Zufrieden',
    satisfiedMeans:
      'Anteil der Befragten mit einer der besten Antworten auf der Zufriedenheitsskala, etwa 4 oder 5 von 5.',
    easy: 'Fand es einfach',
    easyMeans: 'Anteil der Befragten mit einer Antwort auf der einfachen Seite der Aufwandsskala.',
    sentiment: 'Stimmung netto',
    sentimentMeans: 'Anteil positiver minus Anteil negativer Kommentare, in Punkten von −100 bis +100.',
    theme: 'Thema',
    themeMeans:
      'Wovon ein Kommentar handelt, aus der Liste auf der Seite „Themen“. Ein Kommentar kann mehrere haben.',
    issue: 'Anliegen',
    issueMeans: 'Ein Punkt, den mehrere Kunden an einem Kontaktpunkt nennen, in ihren eigenen Worten.',
    mix: 'Kundenmix',
    mixMeans:
      'Der Teil einer Änderung, der von einem anderen Mix der Kunden kommt, nicht von anderen Bewertungen.',
    contribution: 'Beitrag zum NPS insgesamt',
    contributionMeans: 'Der NPS insgesamt minus den, der er ohne diesen Kontaktpunkt wäre.',
    target: 'Nicht eindeutig',
    targetMeans: 'Das Ziel liegt im Intervall: weder erreicht noch verfehlt.',
  },
});
