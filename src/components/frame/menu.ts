// The menu opens and closes without a script. This keeps the current page in sight where the menu is always there.
const menu = document.getElementById("menu");
const current = menu?.querySelector<HTMLElement>("[aria-current=page]");
if (menu && current && !menu.matches(":popover-open")) {
  const below = current.offsetTop + current.offsetHeight - menu.clientHeight;
  if (below > 0) menu.scrollTop = below + menu.clientHeight / 3;
}
