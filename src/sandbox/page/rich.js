// The platform's texts: links come alive where the platform makes them so, nothing else does.
import { el } from "./dom.js";

const LINK = /<a\s+href=["']([^"']+)["'][^>]*>([^<]*)<\/a>|(https?:\/\/[^\s<>"'，。；）」]+)/gi;

// A link that leaves for a new tab; anything but http(s) stays text.
export function link(url, label, attributes = {}) {
  if (!/^https?:\/\//i.test(url)) return label;
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", ...attributes }, label);
}

// Plain text with its links.
export function words(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(end, match.index));
    parts.push(match[3] ? link(match[3], match[3]) : link(match[1], match[2] || match[1]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

const INLINE =
  /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]*)\]\(([^)\s]+)\)|<font color="(info|comment|warning)">([^<]*)<\/font>/g;

function inline(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(end, match.index));
    if (match[1]) parts.push(el("strong", {}, match[1]));
    else if (match[2]) parts.push(el("code", {}, match[2]));
    else if (match[4]) parts.push(link(match[4], match[3] || match[4]));
    else parts.push(el("span", { class: `tone-${match[5]}` }, match[6]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

// The platform's small subset of Markdown, one paragraph a line.
export function markdown(text) {
  return text.split("\n").map((line) => {
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    if (heading) return el("p", { class: "md-heading" }, inline(heading[1]));
    const quote = /^>\s?(.*)$/.exec(line);
    if (quote) return el("blockquote", {}, inline(quote[1]));
    return el("p", {}, inline(line));
  });
}

// DingTalk's Markdown, as little of it as is needed: bold, headings, links. A line ends only where
// two blanks stand before its end (protocols/dingtalk.md §2.4), at an empty line or at a heading.
export function simpleMarkdown(text) {
  return text
    .split(/ {2,}\n\s*|\n\s*\n|\n(?=[#>-])|(?<=^#[^\n]*)\n/m)
    .map((line) => el("p", { class: /^#/.test(line) && "md-heading" }, inline(line.replace(/^#{1,6}\s+/, ""))));
}
