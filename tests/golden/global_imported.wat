;; Imported globals are reached through a pointer.
(module
  (global $i32 (import "env" "i32") (mut i32))
  (global $f64 (import "env" "f64") (mut f64))
  (global $const (import "env" "const") i64)
  (func $get_i32 (result i32) (global.get $i32))
  (func $set_i32 (param i32) (global.set $i32 (local.get 0)))
  (func $get_f64 (result f64) (global.get $f64))
  (func $set_f64 (param f64) (global.set $f64 (local.get 0)))
  (func $get_const (result i64) (global.get $const))
  (func $increment (global.set $i32 (i32.add (global.get $i32) (i32.const 1)))))
;; $get_i32
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   global.get 0
;;       mov r11, [r14+0xe8]                                |   ldr x16, [x28, #0xe8]
;;       mov eax, [r11]                                     |   ldr w0, [x16]
;;   end
;;
;; $set_i32
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   global.set 0
;;       mov r11, [r14+0xe8]                                |   ldr x16, [x28, #0xe8]
;;       mov [r11], edi                                     |   str w2, [x16]
;;   end
;;
;; $get_f64
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   global.get 1
;;       mov r11, [r14+0xf0]                                |   ldr x16, [x28, #0xf0]
;;       vmovsd xmm0, qword ptr [r11]                       |   ldr d0, [x16]
;;   end
;;
;; $set_f64
;;     x86-64: 2 instructions, 12 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   global.set 1
;;       mov r11, [r14+0xf0]                                |   ldr x16, [x28, #0xf0]
;;       vmovsd [r11], xmm6                                 |   str d2, [x16]
;;   end
;;
;; $get_const
;;     x86-64: 2 instructions, 10 bytes                     | AArch64: 2 instructions, 8 bytes
;;   global.get 2
;;       mov r11, [r14+0xf8]                                |   ldr x16, [x28, #0xf8]
;;       mov rax, [r11]                                     |   ldr x0, [x16]
;;   end
;;
;; $increment
;;     x86-64: 5 instructions, 23 bytes                     | AArch64: 5 instructions, 20 bytes
;;   global.get 0
;;       mov r11, [r14+0xe8]                                |   ldr x16, [x28, #0xe8]
;;       mov eax, [r11]                                     |   ldr w0, [x16]
;;   i32.const 1
;;   i32.add
;;   global.set 0
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       mov r11, [r14+0xe8]                                |   ldr x16, [x28, #0xe8]
;;       mov [r11], eax                                     |   str w0, [x16]
;;   end
