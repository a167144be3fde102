import type { JSX, TargetedKeyboardEvent } from 'preact';

interface Tab {
  id: string;
  label: string;
  mono?: boolean;
}

/** A row of tabs with one tab stop; the arrow keys move and select. */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  selected: string;
  /** The ID of the panel that the tabs switch. */
  panel: string;
  onSelect: (id: string) => void;
}): JSX.Element {
  const { label, tabs, selected, panel, onSelect } = props;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || event.altKey) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    onSelect(tabs[next]!.id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div class="tl" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          type="button"
          key={tab.id}
          role="tab"
          class={tab.mono ? 'mono' : undefined}
          aria-selected={tab.id === selected}
          aria-controls={panel}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
