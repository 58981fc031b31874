// Shows the entries that hold every word typed, and says how many there are.
const words = document.getElementById('words');
const found = document.getElementById('found');
const entries = [...document.querySelectorAll('article')].map((entry) => ({ entry, text: entry.textContent.toLowerCase() }));

words.addEventListener('input', () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { entry, text } of entries) {
    const fits = wanted.every((word) => text.includes(word));
    entry.hidden = !fits;
    count += Number(fits);
  }
  for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('article:not([hidden])');
  found.textContent = wanted.length ? `${count} found` : '';
});
