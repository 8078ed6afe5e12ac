/** A Label of the metadata: we have English (1033) only. */
export function labelJson(text: string) {
  const label = { Label: text, LanguageCode: 1033, IsManaged: false, MetadataId: null, HasChanged: null };
  return { LocalizedLabels: [label], UserLocalizedLabel: label };
}
