import type { LabHeader } from '../../lab/index.ts';
import type { Locale } from '../../i18n/index.ts';

/** What a page tells its scripts about the lab on it, as JSON in the element `lab-page`. */
export interface LabPage {
  locale: Locale;
  header: LabHeader;
  /** Name of the lesson beside the lab; absent on the home page. */
  lesson?: string;
}

export const labPageId = 'lab-page';

let page: LabPage | undefined;

/** The page's lab. Only in the browser. */
export function labPage(): LabPage {
  return (page ??= JSON.parse(document.getElementById(labPageId)!.textContent) as LabPage);
}
