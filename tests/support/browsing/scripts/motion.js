// What moves for longer than `most` milliseconds, or without end.
(most) => {
  const milliseconds = (text) => text.split(",").map((part) => (part.trim().endsWith("ms") ? parseFloat(part) : parseFloat(part) * 1000));
  const moving = [...document.querySelectorAll("*")].flatMap((element) =>
    [null, "::before", "::after"].flatMap((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      const transition = style.transitionProperty !== "none" && Math.max(...milliseconds(style.transitionDuration)) > most;
      const animation = style.animationName !== "none" && Math.max(...milliseconds(style.animationDuration)) > most;
      return transition || animation ? [`${element.outerHTML.slice(0, 100)} ${pseudo ?? ""}`] : [];
    }),
  );
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth" && most === 0;
  return smooth ? ["smooth scrolling", ...moving] : moving;
}
