// The same sample in several languages, one at a time. The choice holds for every sample of the site and is remembered.

const memory = 'sample-language';

class SampleTabs extends HTMLElement {
  static #made = 0;
  #tabs = [];

  connectedCallback() {
    if (this.#tabs.length > 0) return;
    const list = Object.assign(document.createElement('div'), { className: 'tabs' });
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', document.getElementById('site-words')?.dataset.samples ?? '');
    this.#tabs = [...this.children].map((panel) => this.#tab(panel));
    list.append(...this.#tabs);
    list.addEventListener('keydown', (event) => this.#onKey(event));
    this.prepend(list);
    this.classList.add('ready');
    this.#show(remembered() ?? '');
    document.addEventListener(memory, this.#onChoice);
  }

  disconnectedCallback() {
    document.removeEventListener(memory, this.#onChoice);
  }

  #onChoice = ({ detail }) => this.#show(detail);

  #tab(panel) {
    const id = `sample-${++SampleTabs.#made}`;
    const tab = Object.assign(document.createElement('button'), { type: 'button', id: `${id}-tab`, textContent: panel.dataset.label });
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-controls', id);
    panel.id = id;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    tab.addEventListener('click', () => choose(panel.dataset.label));
    return tab;
  }

  /** Shows the sample in a language, else the one that shows already, else the first. */
  #show(label) {
    const shown = this.#tabs.find((tab) => tab.textContent === label)
      ?? this.#tabs.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? this.#tabs[0];
    for (const tab of this.#tabs) {
      const selected = tab === shown;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !selected;
    }
  }

  #onKey(event) {
    const at = this.#tabs.indexOf(document.activeElement);
    const last = this.#tabs.length - 1;
    const to = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at > 0 ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.#tabs[to].focus();
    choose(this.#tabs[to].textContent);
  }
}

/** Tells every sample of the page, and the next page. What is chosen stays where it is on the screen. */
function choose(label) {
  const focused = document.activeElement;
  const before = focused?.getBoundingClientRect().top;
  document.dispatchEvent(new CustomEvent(memory, { detail: label }));
  if (focused) window.scrollBy({ top: focused.getBoundingClientRect().top - before, behavior: 'instant' });
  try {
    localStorage.setItem(memory, label);
  } catch {
    // A browser may refuse to remember; the choice then holds for this page.
  }
}

function remembered() {
  try {
    return localStorage.getItem(memory);
  } catch {
    return null;
  }
}

customElements.define('sample-tabs', SampleTabs);
