;; The C stack's pointer, which the exports tell: what is assigned is compared with the area's ends.
(module
  (memory 1)
  (global $sp (mut i32) (i32.const 66560))
  (global (export "__data_end") i32 (i32.const 1024))
  (global (export "__heap_base") i32 (i32.const 66560))
  (func $frame (param i32) (result i32)
    (local $fp i32)
    (global.set $sp (local.tee $fp (i32.sub (global.get $sp) (i32.const 16))))
    (i32.store (local.get $fp) (local.get 0))
    (global.set $sp (i32.add (local.get $fp) (i32.const 16)))
    (local.get $fp)))
;; $frame
;;     x86-64: 19 instructions, 92 bytes                    | AArch64: 23 instructions, 92 bytes
;;   global.get 0
;;       mov eax, [r14+0xd8]                                |   ldr w0, [x28, #0xd8]
;;   i32.const 16
;;   i32.sub
;;       lea r8d, [rax-0x10]                                |   sub w3, w0, #0x10
;;   local.tee 1
;;   global.set 0
;;       cmp r8d, 0x400                                     |   cmp w3, #0x400
;;       jbe L0                                             |   b.ls L0
;;       cmp r8d, 0x10400                                   |   movz w17, #0x400
;;       jnbe L1                                            |   movk w17, #0x1, lsl #16
;;       mov [r14+0xd8], r8d                                |   cmp w3, w17
;;                                                          |   b.hi L1
;;                                                          |   str w3, [x28, #0xd8]
;;   local.get 1
;;   local.get 0
;;   i32.store
;;       mov [r15+r8], edi  ; out of bounds                 |   str w2, [x27, w3, uxtw]  ; out of bounds
;;   local.get 1
;;   i32.const 16
;;   i32.add
;;   global.set 0
;;       lea eax, [r8+0x10]                                 |   add w0, w3, #0x10
;;       cmp eax, 0x400                                     |   cmp w0, #0x400
;;       jbe L2                                             |   b.ls L2
;;       cmp eax, 0x10400                                   |   movz w17, #0x400
;;       jnbe L3                                            |   movk w17, #0x1, lsl #16
;;       mov [r14+0xd8], eax                                |   cmp w0, w17
;;                                                          |   b.hi L3
;;                                                          |   str w0, [x28, #0xd8]
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;   out of line: global.set 0
;;     L0:                                                  | L0:
;;       ud2  ; wasm auxiliary stack overflow               |   udf #0  ; wasm auxiliary stack overflow
;;   out of line: global.set 0
;;     L1:                                                  | L1:
;;       ud2  ; wasm auxiliary stack underflow              |   udf #0  ; wasm auxiliary stack underflow
;;   out of line: global.set 0
;;     L2:                                                  | L2:
;;       ud2  ; wasm auxiliary stack overflow               |   udf #0  ; wasm auxiliary stack overflow
;;   out of line: global.set 0
;;     L3:                                                  | L3:
;;       ud2  ; wasm auxiliary stack underflow              |   udf #0  ; wasm auxiliary stack underflow
