// The button that opens the search shows its shortcut, which it says in aria-keyshortcuts. As part of its text it would be part of
// its name, which is another one.

for (const button of document.querySelectorAll('site-search button[data-open-modal]')) {
  const keys = button.querySelector(':scope > kbd');
  if (!keys) continue;
  button.dataset.keys = [...keys.children].map((key) => key.textContent).join(' ');
  keys.remove();
}
