// A button on each piece of code that copies it. Without JavaScript, or where a page may not write to the clipboard, there is none.

const words = document.getElementById('site-words')?.dataset;

if (words && navigator.clipboard) {
  for (const code of document.querySelectorAll('.sl-markdown-content pre')) addButton(code);
}

function addButton(code) {
  const frame = Object.assign(document.createElement('div'), { className: 'code' });
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'copy', textContent: words.copy });
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.innerText);
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = words.copy), 2000);
  });
  code.replaceWith(frame);
  frame.append(code, button);
}
