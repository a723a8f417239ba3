// Controls that lose their shape when a person's own colours replace ours: no border, and no underline for links.
() =>
  [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea")]
    .filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".skip")) return false;
      if (element.matches("input[type=checkbox], input[type=radio], [aria-current]")) return false;
      const style = getComputedStyle(element);
      const sides = ["Top", "Right", "Bottom", "Left"];
      const bordered = sides.some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1);
      const inside = [element, ...element.querySelectorAll("*")];
      const underlined = inside.some((part) => getComputedStyle(part).textDecorationLine.includes("underline"));
      return element.matches("a") ? !bordered && !underlined && !element.querySelector("svg") : !bordered && !underlined;
    })
    .map((element) => element.outerHTML.slice(0, 140));
