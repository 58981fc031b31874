import{ay as o}from"./console-qVjzpJND.js";const a=o({count:void 0});export{a as w};
