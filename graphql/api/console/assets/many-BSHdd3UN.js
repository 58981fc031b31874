const m=(s,$,a=`${$}s`)=>`${s} ${s===1?$:a}`;export{m};
