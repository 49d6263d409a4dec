//! A function for plugins that panics: in a catch_unwind, as every Rust plugin must, or through its extern "C",
//! where Rust ends the process.
use std::panic::{catch_unwind, set_hook};

fn work() {
    panic!("the device is on fire");
}

/// # Safety
/// text has room for size bytes.
#[no_mangle]
pub unsafe extern "C" fn hostile_panic(catches: i32, text: *mut u8, size: usize) -> i32 {
    set_hook(Box::new(|_| {})); // prints nothing
    if catches == 0 {
        work();
    }
    let Err(payload) = catch_unwind(work) else { return 0 };
    let message = payload.downcast_ref::<&str>().copied().unwrap_or("a panic");
    let length = message.len().min(size - 1);
    std::ptr::copy_nonoverlapping(message.as_ptr(), text, length);
    *text.add(length) = 0;
    -1
}
