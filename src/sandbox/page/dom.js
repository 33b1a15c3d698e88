// Making elements, and bringing a shown element to the state of a fresh one without replacing it,
// so that what somebody types, has chosen or is about to press stays under the finger.

// el("p", {class: "x", data: {lead: 1}}, "text", node, null): null, undefined, false and "" are left out.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "data") {
      for (const [key, item] of Object.entries(value)) {
        if (item !== null && item !== undefined) node.dataset[key] = item;
      }
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}

export function patch(shown, fresh) {
  if (shown.nodeType !== fresh.nodeType || shown.nodeName !== fresh.nodeName) {
    shown.replaceWith(fresh);
    return fresh;
  }
  if (shown.nodeType === Node.TEXT_NODE) {
    if (shown.data !== fresh.data) shown.data = fresh.data;
    return shown;
  }
  for (const { name } of [...shown.attributes]) {
    if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    // The page's own policy lets no attribute carry a style; it is set as a property below.
    if (name === "style") continue;
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
  if (shown.style.cssText !== fresh.style.cssText) shown.style.cssText = fresh.style.cssText;
  patchChildren(shown, [...fresh.childNodes]);
  return shown;
}

// Children with a data-key are matched by it, others by their place.
export function patchChildren(parent, fresh) {
  const keyed = new Map();
  for (const child of parent.children) {
    if (child.dataset.key) keyed.set(child.dataset.key, child);
  }
  let place = parent.firstChild;
  for (const child of fresh) {
    const key = child.dataset?.key;
    const match = key ? keyed.get(key) : place?.dataset?.key ? null : place;
    if (!match) {
      parent.insertBefore(child, place);
      continue;
    }
    if (match !== place) parent.insertBefore(match, place);
    place = patch(match, child).nextSibling;
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}
