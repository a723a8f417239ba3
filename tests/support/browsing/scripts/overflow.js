// The elements that make the page wider than the screen; empty when nothing does.
() => {
  const root = document.scrollingElement;
  const excess = root.scrollWidth - root.clientWidth;
  if (excess <= 1) return [];
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > root.clientWidth + 1 || box.left < -1);
  });
  return [`${excess} px too wide`, ...wide.slice(0, 8).map((element) => element.outerHTML.slice(0, 160))];
}
