// Where the focus is, and whether it can be seen; null when it has left the page.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const troubles = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) troubles.push("no outline of 2 px");
  if (style.outlineColor.endsWith(", 0)") || style.outlineColor === "transparent") troubles.push("transparent outline");
  if (box.width < 2 || box.height < 2) troubles.push("nothing to see");
  if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) troubles.push("outside the screen");
  const inside = (value, most) => Math.min(Math.max(value, 1), most - 1);
  const points = [...element.getClientRects()].flatMap((line) =>
    [0.1, 0.5, 0.9].map((share) => [inside(line.left + line.width * share, innerWidth), inside(line.top + line.height / 2, innerHeight)]),
  );
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.closest("label")?.control === element);
  });
  if (!seen) troubles.push("covered");
  const stop = element.getAttribute("data-stop");
  return { stop: stop === null ? null : Number(stop), troubles, shown: element.outerHTML.slice(0, 140) };
}
