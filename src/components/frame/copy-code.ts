// A button on each block of code that copies it. Made here: without a script there is none to press.
for (const block of document.querySelectorAll<HTMLElement>(".code")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-code";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy code");
  button.addEventListener("click", async () => {
    const text = block.querySelector("pre")?.textContent ?? "";
    const said = await navigator.clipboard.writeText(text).then(
      () => "Copied",
      () => "Refused: select the text",
    );
    button.textContent = said;
    button.setAttribute("aria-label", said);
    button.dataset["done"] = "";
    setTimeout(() => {
      button.textContent = "Copy";
      button.setAttribute("aria-label", "Copy code");
      delete button.dataset["done"];
    }, 3000);
  });
  block.append(button);
}
