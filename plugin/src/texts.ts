/** The RESX web resources made from `texts`: `assent_/texts/assent.1033.resx` and `.1043.resx`; scripts ask for them by this name. */
export const textsName = 'assent_/texts/assent';

/** Every word that people see inside Dynamics, English and Dutch. */
export const texts = {
  syncTitle: { en: 'Sync now', nl: 'Nu synchroniseren' },
} as const;
