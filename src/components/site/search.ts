import { fill } from '../../i18n/index.ts';

/* Finds lessons and steps with the index that Pagefind makes of the built pages; nothing of it is loaded before. */

interface Hit {
  url: string;
  title: string;
  /** HTML: the text around the words found, these in `mark`. Pagefind escapes everything else. */
  excerpt: string;
}

interface Page {
  url: string;
  meta: { title: string };
  excerpt: string;
  sub_results: Hit[];
}

interface Pagefind {
  /** Null when a later search overtook this one. */
  debouncedSearch: (words: string) => Promise<{ results: { data: () => Promise<Page> }[] } | null>;
}

const pagesShown = 5;
const placesShown = 3;

let loaded: Promise<Pagefind> | undefined;

const load = (): Promise<Pagefind> =>
  (loaded ??= import(/* @vite-ignore */ new URL('/pagefind/pagefind.js', location.href).href) as Promise<Pagefind>);

/** Opens the search with its button or Ctrl+K, and lists what is found while it is typed. */
export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('[data-search]')!;
  const field = dialog.querySelector('input')!;
  const status = dialog.querySelector('p')!;
  const list = dialog.querySelector('ol')!;
  const open = (): void => {
    dialog.showModal();
    void load().catch(() => (status.textContent = dialog.dataset['failed']!));
  };
  document.querySelector('[data-search-open]')?.addEventListener('click', open);
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'k' || event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    open();
  });
  dialog.addEventListener('click', (event) => {
    const { target } = event;
    if (target === dialog || (target instanceof Element && target.closest('a'))) dialog.close();
  });
  field.addEventListener('input', () => {
    void find(field.value)
      .then((pages) => {
        if (!pages) return;
        status.textContent = field.value.trim() ? fill(dialog.dataset['found']!, { n: pages.length }) : '';
        list.replaceChildren(...pages.slice(0, pagesShown).map(draw));
      })
      .catch(() => (status.textContent = dialog.dataset['failed']!));
  });
}

async function find(words: string): Promise<Page[] | undefined> {
  if (!words.trim()) return [];
  const search = await (await load()).debouncedSearch(words);
  return search ? Promise.all(search.results.map((result) => result.data())) : undefined;
}

function draw(page: Page): HTMLLIElement {
  const item = document.createElement('li');
  const places = page.sub_results.slice(0, placesShown);
  const hits = places.length > 0 ? places : [{ url: page.url, title: page.meta.title, excerpt: page.excerpt }];
  for (const hit of hits) {
    const link = document.createElement('a');
    const title = document.createElement('b');
    const text = document.createElement('span');
    link.href = hit.url;
    title.textContent = hit.title;
    text.innerHTML = hit.excerpt;
    link.append(title, text);
    item.append(link);
  }
  return item;
}
