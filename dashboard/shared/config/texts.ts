import { defineTexts } from '../texts/texts.ts';

export const texts = defineTexts({
  en: {
    untouched: 'No unsaved changes.',
    written: 'Last changed {at}{by, select, none {} other { by {by}}}.',
    neverWritten: 'No file has been saved yet: the defaults apply.',
    unsaved: 'Not saved yet. It is kept in this tab until you save or discard it.',
    review: 'Show what changes',
    discard: 'Discard',
    back: 'Keep editing',
    save: '{count, plural, one {Save this change} other {Save # changes}}',
    changes: '{count, plural, =0 {Saving would change nothing.} one {One change:} other {# changes:}}',
    added: 'added',
    gone: 'removed',
    order: 'in this order:',
    outdated:
      '{by, select, none {Someone else} other {{by}}} saved another version {at}, while you were editing. Nothing of yours is saved yet.',
    takeTheirs: 'Take theirs, discard mine',
    keepMine: 'Keep mine: show what that changes',
    broken:
      'The stored file can’t be used. Correct it as text: “verbatim config get {name}”, then “verbatim config put”.',
    forbidden: 'Your role does not allow changes here. An administrator can grant it, or make the change.',
    refused: 'This can’t be saved: {problem}',
    saved: 'Saved',
  },
  de: {
    untouched: 'Keine ungespeicherten Änderungen.',
    written: 'Zuletzt geändert {at}{by, select, none {} other { von {by}}}.',
    neverWritten: 'Noch ist keine Datei gespeichert: Es gelten die Vorgaben.',
    unsaved:
      'Noch nicht gespeichert. Der Entwurf bleibt in diesem Tab, bis Sie ihn speichern oder verwerfen.',
    review: 'Zeigen, was sich ändert',
    discard: 'Verwerfen',
    back: 'Weiter bearbeiten',
    save: '{count, plural, one {Diese Änderung speichern} other {# Änderungen speichern}}',
    changes:
      '{count, plural, =0 {Speichern würde nichts ändern.} one {Eine Änderung:} other {# Änderungen:}}',
    added: 'neu',
    gone: 'entfernt',
    order: 'in dieser Reihenfolge:',
    outdated:
      '{by, select, none {Jemand anderes} other {{by}}} hat {at} eine andere Fassung gespeichert, während Sie bearbeitet haben. Von Ihnen ist noch nichts gespeichert.',
    takeTheirs: 'Deren Fassung nehmen, meine verwerfen',
    keepMine: 'Meine behalten: zeigen, was das ändert',
    broken:
      'Die gespeicherte Datei ist nicht verwendbar. Berichtigen Sie sie als Text: „verbatim config get {name}“, dann „verbatim config put“.',
    forbidden:
      'Ihre Rolle erlaubt hier keine Änderungen. Wer Verbatim verwaltet, kann sie freigeben oder die Änderung machen.',
    refused: 'Das lässt sich nicht speichern: {problem}',
    saved: 'Gespeichert',
  },
});
