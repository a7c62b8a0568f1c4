// The button that opens the search shows its shortcut. The button says so in aria-keyshortcuts, and its name is its name.

for (const keys of document.querySelectorAll('site-search button > kbd')) keys.setAttribute('aria-hidden', 'true');
