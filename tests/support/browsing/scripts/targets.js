// What fingers aim at and is smaller than `least` CSS pixels; links within a sentence are left out, as WCAG does, and what is hidden.
(least) => {
  const isInSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const block = element.parentElement;
    const own = element.textContent.trim().length;
    return block.textContent.trim().length > own;
  };
  const aimedAt = (element) => {
    if (element.matches("input[type=checkbox], input[type=radio]")) {
      return element.closest("label") || document.querySelector(`label[for="${element.id}"]`) || element;
    }
    return element;
  };
  const small = [];
  for (const element of document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden]), textarea")) {
    const target = aimedAt(element);
    if (!target.checkVisibility({ visibilityProperty: true }) || element.closest(".skip, [aria-hidden=true]") || isInSentence(element)) continue;
    const box = target.getBoundingClientRect();
    if (box.width < least - 0.5 || box.height < least - 0.5) {
      small.push(`${Math.round(box.width)} × ${Math.round(box.height)}: ${element.outerHTML.slice(0, 140)}`);
    }
  }
  return small;
}
