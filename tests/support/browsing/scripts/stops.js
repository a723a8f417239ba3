// Prepares a visit by keyboard: numbers, in the order of reading, what Tab must reach; returns how many.
() => {
  const reachable = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], iframe";
  const groups = new Set();
  const isFirstOfGroup = (element) => {
    if (element.type !== "radio") return true;
    const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`)].filter(
      (other) => other.form === element.form,
    );
    const chosen = group.find((other) => other.checked);
    if (chosen) return element === chosen;
    const key = `${element.form?.id}/${element.name}`;
    if (groups.has(key)) return false;
    groups.add(key);
    return true;
  };
  const stops = [...document.querySelectorAll(reachable)].filter(
    (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.matches(":disabled, [tabindex='-1'], [inert] *") &&
      !(element.matches("summary") && element !== element.parentElement.querySelector(":scope > summary")) &&
      isFirstOfGroup(element),
  );
  stops.forEach((element, index) => element.setAttribute("data-stop", index));
  // The way starts at the top, wherever the page has put the focus.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  window.scrollTo(0, 0);
  return stops.length;
}
