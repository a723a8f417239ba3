// The elements whose own text is cut: hidden overflow that hides something.
() => {
  const isMeantForEars = (style, element) =>
    style.clipPath !== "none" || style.clip !== "auto" || element.clientWidth <= 1 || element.clientHeight <= 1;
  return [...document.querySelectorAll("body *")]
    .filter((element) => {
      if (!element.textContent.trim() || !element.checkVisibility()) return false;
      const style = getComputedStyle(element);
      const hides = ["hidden", "clip"];
      if (isMeantForEars(style, element)) return false;
      const cutDown = hides.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
      const cutAcross = hides.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      return cutDown || cutAcross;
    })
    .map((element) => element.outerHTML.slice(0, 160));
}
