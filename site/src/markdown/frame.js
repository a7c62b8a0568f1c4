// Takes off a page what the site shows in its own places: the way back, the links to other languages, the heading and the
// notice. What is taken is in file.data, as trees.

const isLink = (node) => node.type === 'link';

export default function frame({ tags }) {
  const elsewhere = new RegExp(`^(\\.\\./)+(${tags.join('|')})/`);
  const isLanguages = (node) => node.type === 'paragraph' && node.children.some((child) => isLink(child) && elsewhere.test(child.url));
  return (tree, file) => {
    const at = tree.children.findIndex((node) => node.type === 'heading' && node.depth === 1);
    if (at >= 0) {
      const [heading] = tree.children.splice(at, 1);
      file.data.heading = heading.children;
      const before = tree.children.splice(0, at);
      file.data.crumbs = before.find((node) => node.type === 'paragraph' && !isLanguages(node))?.children;
    }
    const [rule, notice] = tree.children.slice(-2);
    if (rule?.type === 'thematicBreak' && notice?.type === 'paragraph') {
      tree.children.splice(-2);
      file.data.notice = notice.children;
    }
  };
}
