;; Globals of the module itself are cells of the context.
(module
  (global $i32 (mut i32) (i32.const 1))
  (global $i64 (mut i64) (i64.const 1))
  (global $f32 (mut f32) (f32.const 1))
  (global $f64 (mut f64) (f64.const 1))
  (global $ref (mut externref) (ref.null extern))
  (global $const i32 (i32.const 42))
  (func $get_i32 (result i32) (global.get $i32))
  (func $set_i32 (param i32) (global.set $i32 (local.get 0)))
  (func $get_i64 (result i64) (global.get $i64))
  (func $set_i64 (param i64) (global.set $i64 (local.get 0)))
  (func $get_f32 (result f32) (global.get $f32))
  (func $set_f32 (param f32) (global.set $f32 (local.get 0)))
  (func $get_f64 (result f64) (global.get $f64))
  (func $set_f64 (param f64) (global.set $f64 (local.get 0)))
  (func $get_ref (result externref) (global.get $ref))
  (func $set_ref (param externref) (global.set $ref (local.get 0)))
  (func $set_const (global.set $i32 (i32.const 7)))
  (func $set_zero (global.set $i64 (i64.const 0)))
  (func $increment (global.set $i32 (i32.add (global.get $i32) (i32.const 1))))
  (func $add_to_local (param i32) (result i32)
    (local.set 0 (i32.add (local.get 0) (global.get $i32)))
    (local.get 0))
  (func $get_const (result i32) (global.get $const))
  ;; What compiled C does at the start of a function.
  (func $stack_pointer (result i32) (local i32)
    (global.set $i32 (local.tee 0 (i32.sub (global.get $i32) (i32.const 16))))
    (local.get 0)))
;; $get_i32
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   global.get 0
;;       mov eax, [r14+0x100]                               |   ldr w0, [x28, #0x100]
;;   end
;;
;; $set_i32
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   global.set 0
;;       mov [r14+0x100], edi                               |   str w2, [x28, #0x100]
;;   end
;;
;; $get_i64
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   global.get 1
;;       mov rax, [r14+0x108]                               |   ldr x0, [x28, #0x108]
;;   end
;;
;; $set_i64
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   global.set 1
;;       mov [r14+0x108], rdi                               |   str x2, [x28, #0x108]
;;   end
;;
;; $get_f32
;;     x86-64: 1 instruction, 9 bytes                       | AArch64: 1 instruction, 4 bytes
;;   global.get 2
;;       vmovss xmm0, dword ptr [r14+0x110]                 |   ldr s0, [x28, #0x110]
;;   end
;;
;; $set_f32
;;     x86-64: 1 instruction, 9 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   global.set 2
;;       vmovss [r14+0x110], xmm6                           |   str s2, [x28, #0x110]
;;   end
;;
;; $get_f64
;;     x86-64: 1 instruction, 9 bytes                       | AArch64: 1 instruction, 4 bytes
;;   global.get 3
;;       vmovsd xmm0, qword ptr [r14+0x118]                 |   ldr d0, [x28, #0x118]
;;   end
;;
;; $set_f64
;;     x86-64: 1 instruction, 9 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   global.set 3
;;       vmovsd [r14+0x118], xmm6                           |   str d2, [x28, #0x118]
;;   end
;;
;; $get_ref
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   global.get 4
;;       mov rax, [r14+0x120]                               |   ldr x0, [x28, #0x120]
;;   end
;;
;; $set_ref
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   global.set 4
;;       mov [r14+0x120], rdi                               |   str x2, [x28, #0x120]
;;   end
;;
;; $set_const
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   i32.const 7
;;   global.set 0
;;       mov eax, 0x7                                       |   movz w0, #0x7
;;       mov [r14+0x100], eax                               |   str w0, [x28, #0x100]
;;   end
;;
;; $set_zero
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 1 instruction, 4 bytes
;;   i64.const 0
;;   global.set 1
;;       mov eax, 0x0                                       |   str xzr, [x28, #0x108]
;;       mov [r14+0x108], rax                               |
;;   end
;;
;; $increment
;;     x86-64: 3 instructions, 17 bytes                     | AArch64: 3 instructions, 12 bytes
;;   global.get 0
;;       mov eax, [r14+0x100]                               |   ldr w0, [x28, #0x100]
;;   i32.const 1
;;   i32.add
;;   global.set 0
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       mov [r14+0x100], eax                               |   str w0, [x28, #0x100]
;;   end
;;
;; $add_to_local
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   global.get 0
;;                                                          |   ldr w0, [x28, #0x100]
;;   i32.add
;;       add edi, [r14+0x100]                               |   add w2, w2, w0
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $get_const
;;     x86-64: 1 instruction, 7 bytes                       | AArch64: 1 instruction, 4 bytes
;;   global.get 5
;;       mov eax, [r14+0x128]                               |   ldr w0, [x28, #0x128]
;;   end
;;
;; $stack_pointer
;;     x86-64: 4 instructions, 19 bytes                     | AArch64: 4 instructions, 16 bytes
;;   global.get 0
;;       mov eax, [r14+0x100]                               |   ldr w0, [x28, #0x100]
;;   i32.const 16
;;   i32.sub
;;       lea edi, [rax-0x10]                                |   sub w2, w0, #0x10
;;   local.tee 0
;;   global.set 0
;;       mov [r14+0x100], edi                               |   str w2, [x28, #0x100]
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
