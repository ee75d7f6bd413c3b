import { defineTexts } from '../shared/texts/texts.ts';

/** The words that the page uses, and what they mean. */
export const texts = defineTexts({
  en: {
    words: 'What the words mean',
    keys: 'Keyboard',
    interval: '18%, 13 to 24%',
    intervalMeans:
      'The figure and its 95% confidence interval. Of 20 such intervals, 19 contain the figure that all customers together would give.',
    n: 'n',
    nMeans:
      'How many responses, answers or comments a figure is based on. Below 30 it is hollow and not ranked.',
    significant: 'Significant',
    significantMeans:
      'Unlikely to be chance: of the changes that are called significant together, on average at most 5% are false.',
    notCertain: 'Not certain',
    notCertainMeans:
      'The interval of the difference excludes zero, but so many figures were compared that it may be chance.',
    suppressed: 'Suppressed',
    suppressedMeans:
      'Fewer respondents than the minimum group size: 5 for figures, 10 for comments. Not shown to protect them; it is not zero.',
    nps: 'NPS',
    npsMeans:
      'Share of 9 and 10 minus share of 0 to 6 on the question of recommending, in points from −100 to +100.',
    satisfied: 'Satisfied',
    satisfiedMeans: 'Share of respondents with one of the two best answers to the question of satisfaction.',
    easy: 'Found it easy',
    easyMeans: 'Share of respondents on the easy side of the question of effort.',
    sentiment: 'Net sentiment',
    sentimentMeans: 'Share of positive minus share of negative comments, in points from −100 to +100.',
    theme: 'Theme',
    themeMeans: 'What a comment is about, from the list on the Themes page. A comment can have several.',
    issue: 'Issue',
    issueMeans: 'What several customers say in the same sense at one touchpoint, named in their words.',
    mix: 'Customer mix',
    mixMeans:
      'The part of a change that comes from other customers answering, not from the same customers answering otherwise.',
    contribution: 'Contribution to overall NPS',
    contributionMeans: 'The NPS of all touchpoints together minus that of all others.',
    target: 'Too close to call',
    targetMeans: 'The target is inside the interval: neither met nor missed.',
  },
  de: {
    words: 'Was die Wörter bedeuten',
    keys: 'Tastatur',
    interval: '18 %, 13 bis 24 %',
    intervalMeans:
      'Der Wert und sein 95-%-Konfidenzintervall. Von 20 solchen Intervallen enthalten 19 den Wert, den alle Kunden zusammen ergäben.',
    n: 'n',
    nMeans:
      'Auf wie vielen Antwortbögen, Antworten oder Kommentaren ein Wert beruht. Unter 30 ist er hohl und ohne Rang.',
    significant: 'Signifikant',
    significantMeans:
      'Kaum durch Zufall zu erklären: Von den Änderungen, die zusammen signifikant heißen, sind im Mittel höchstens 5 % falsch.',
    notCertain: 'Nicht sicher',
    notCertainMeans:
      'Das Intervall des Unterschieds schließt null aus, aber bei so vielen verglichenen Werten kann das Zufall sein.',
    suppressed: 'Ausgeblendet',
    suppressedMeans:
      'Weniger Befragte als die Mindestgröße einer Gruppe: 5 für Werte, 10 für Kommentare. Zu ihrem Schutz nicht gezeigt; das ist nicht null.',
    nps: 'NPS',
    npsMeans:
      'Anteil der Antworten 9 und 10 minus Anteil von 0 bis 6 auf die Frage nach der Weiterempfehlung, in Punkten von −100 bis +100.',
    satisfied: 'Zufrieden',
    satisfiedMeans:
      'Anteil der Befragten mit einer der beiden besten Antworten auf die Frage nach der Zufriedenheit.',
    easy: 'Fand es einfach',
    easyMeans: 'Anteil der Befragten auf der einfachen Seite der Frage nach dem Aufwand.',
    sentiment: 'Stimmung netto',
    sentimentMeans: 'Anteil positiver minus Anteil negativer Kommentare, in Punkten von −100 bis +100.',
    theme: 'Thema',
    themeMeans:
      'Wovon ein Kommentar handelt, aus der Liste auf der Seite „Themen“. Ein Kommentar kann mehrere haben.',
    issue: 'Anliegen',
    issueMeans: 'Was mehrere Kunden an einem Kontaktpunkt im selben Sinn sagen, benannt mit ihren Worten.',
    mix: 'Kundenmix',
    mixMeans:
      'Der Teil einer Änderung, der daher kommt, dass andere Kunden antworten, nicht dass dieselben anders antworten.',
    contribution: 'Beitrag zum NPS insgesamt',
    contributionMeans: 'Der NPS aller Kontaktpunkte zusammen minus den aller anderen.',
    target: 'Nicht eindeutig',
    targetMeans: 'Das Ziel liegt im Intervall: weder erreicht noch verfehlt.',
  },
});
