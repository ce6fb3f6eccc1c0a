// The chosen theme, applied before the first paint. Without a choice the page
// follows the system; the switch that writes the choice is parts/theme-switch.js.
(() => {
  try {
    const choice = localStorage.getItem("theme");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  } catch {
    // Storage can be refused (private windows, site settings): the system's theme then stands.
  }
})();
