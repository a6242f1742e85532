// The picture of a lab: puts SVG into the page, tells the kernel when a frame is painted, names the
// controls for screen readers. It computes nothing; what is drawn is decided in the kernel.

const SVG = "http://www.w3.org/2000/svg";

function element(tag, className, parent) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (parent) parent.append(made);
  return made;
}

function svgElement(tag, attributes, parent) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.append(made);
  return made;
}

// The parts of the page that this picture consists of.
function furnish(el) {
  el.classList.add("lab-picture");
  const headline = element("p", "lab-headline", el);
  const panels = element("div", "lab-panels", el);
  panels.setAttribute("role", "img");
  const status = element("p", "lab-status", el);
  const prediction = element("p", "lab-prediction", el);
  const lesson = element("p", "lab-lesson", el);
  lesson.setAttribute("role", "alert");
  const trouble = element("pre", "lab-trouble", el);
  trouble.setAttribute("role", "alert");
  const details = element("details", "lab-code", el);
  element("summary", "", details).textContent = "Show the code";
  const code = element("pre", "", details);
  const recipe = element("pre", "lab-recipe", details);
  return { headline, panels, status, prediction, lesson, trouble, code, recipe };
}

// One <svg> per panel: the resting part below, layers that end at the axes, then those with words.
function buildPanel(panel, panels, layers, click) {
  const { width, height, box } = panel;
  const parent = panels.children[panel.row] || element("div", "lab-row", panels);
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, parent);
  svg.style.flex = `0 1 ${width}px`;
  svg.dataset.panel = panel.name;
  svgElement("g", {}, svg).innerHTML = panel.svg;
  const [x, y, w, h] = box;
  const area = { x, y, width: w, height: h, viewBox: box.join(" "), overflow: "hidden" };
  const inside = svgElement("svg", area, svg);
  for (const layer of panel.layers) {
    layers[layer.key] = svgElement("g", {}, layer.clip ? inside : svg);
  }
  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY);
    const place = at.matrixTransform(svg.getScreenCTM().inverse());
    click({ panel: panel.name, x: place.x, y: place.y });
  });
}

function show(page, layers, part, whole, click) {
  if (part.panels) {
    page.panels.replaceChildren();
    for (const key of Object.keys(layers)) delete layers[key];
    for (const panel of part.panels) buildPanel(panel, page.panels, layers, click);
  }
  const fresh = part.panels ? whole.layers : part.layers;
  for (const [key, inside] of Object.entries(fresh || {})) {
    if (layers[key]) layers[key].innerHTML = inside;
  }
  for (const [name, words] of Object.entries(part.words || {})) {
    if (name === "alt") page.panels.setAttribute("aria-label", words);
    else page[name].textContent = words;
  }
}

// What ipywidgets leaves out: a slider's handle and its number have no accessible name, and nothing
// says aloud that a slider is disabled.
function nameControls(root) {
  for (const handle of root.querySelectorAll('[role="slider"]')) {
    const disabled = String(handle.closest(".noUi-target")?.hasAttribute("disabled") ?? false);
    if (handle.getAttribute("aria-disabled") !== disabled) {
      handle.setAttribute("aria-disabled", disabled);
    }
    if (handle.hasAttribute("aria-label")) continue;
    const control = handle.closest(".widget-inline-hbox, .jupyter-widget-inline-hbox");
    const label = control && control.querySelector("label, .widget-label");
    if (!label || !label.textContent) continue;
    handle.setAttribute("aria-label", label.textContent);
    const number = control.querySelector(".widget-readout");
    if (number) number.setAttribute("aria-label", `${label.textContent}, value`);
  }
}

// A tab in the background paints nothing, yet its lab may go on.
function afterPaint(then) {
  if (document.hidden) setTimeout(then, 0);
  else requestAnimationFrame(then);
}

function render({ model, el }) {
  const view = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
  const page = furnish(el);
  const layers = {};
  const click = (place) => model.send({ kind: "click", ...place });
  const whole = () => model.get("shown");

  function turn(part) {
    const all = whole();
    if (part.panels) {
      all.panels = part.panels;
      const kept = new Set(part.panels.flatMap((panel) => panel.layers.map((layer) => layer.key)));
      for (const key of Object.keys(all.layers)) if (!kept.has(key)) delete all.layers[key];
    }
    Object.assign(all.layers, part.layers || {});
    Object.assign(all.words, part.words || {});
    show(page, layers, part, all, click);
    afterPaint(() => model.send({ kind: "painted", view, frame: part.frame }));
  }

  show(page, layers, whole(), whole(), click);
  model.on("msg:custom", turn);

  // Steps of 40 pixels, so that the kernel lays the axes out again only now and then.
  const measure = new ResizeObserver(([entry]) => {
    const width = Math.max(280, Math.floor(entry.contentRect.width / 40) * 40);
    if (entry.contentRect.width && width !== model.get("width")) {
      model.set("width", width);
      model.save_changes();
    }
  });
  measure.observe(el);

  let root = null;
  const naming = new MutationObserver((changes) => {
    if (!changes.every((change) => el.contains(change.target))) nameControls(root);
  });
  afterPaint(function attach() {
    root = el.closest(".course-lab");
    if (!root) return;
    naming.observe(root, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    nameControls(root);
  });

  model.send({ kind: "ready", view });
  return () => {
    measure.disconnect();
    naming.disconnect();
    model.off("msg:custom", turn);
    model.send({ kind: "gone", view });
  };
}

export default { render };
