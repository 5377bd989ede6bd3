// On a guideline, beside the heading of each section: a button that copies the
// review comment with the link to that section.
const comment = document.querySelector("[data-review-comment]")?.textContent ?? "";

for (const heading of document.querySelectorAll<HTMLElement>(".prose h2[id]")) {
  const wrapper = heading.closest(".heading");
  if (!wrapper || comment === "") continue;
  const element = document.createElement("copy-button");
  element.dataset["text"] = comment.replace(/\/\) \(/, `/#${heading.id}) (`);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy comment";
  button.setAttribute("aria-label", `Copy comment that links to “${heading.textContent}”`);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  element.append(button, said);
  wrapper.append(element);
}
